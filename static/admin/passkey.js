// Passkeys: asks the browser for one, or lets it make one, and puts the answer into the form.
import { findAll } from "./dom.js";
import { gettext } from "./i18n.js";

const isSupported = () => window.isSecureContext && "PublicKeyCredential" in window;

/** @param {string} text base64url, as WebAuthn's JSON has it */
function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} bytes */
function textOf(bytes) {
  const binary = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {{ id: string }[] | undefined} list */
const descriptors = (list = []) => list.map((one) => ({ ...one, type: /** @type {const} */ ("public-key"), id: bytesOf(one.id) }));

/**
 * @param {any} options of the server, in which bytes are base64url
 * @returns {Promise<object>} the answer as JSON
 */
async function useKey(options) {
  const { publicKey } = options;
  const allowCredentials = descriptors(publicKey.allowCredentials);
  const request = { ...publicKey, challenge: bytesOf(publicKey.challenge), allowCredentials };
  const key = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey: request }));
  const made = /** @type {AuthenticatorAssertionResponse} */ (key.response);
  return asJson(key, {
    clientDataJSON: textOf(made.clientDataJSON), authenticatorData: textOf(made.authenticatorData),
    signature: textOf(made.signature), userHandle: made.userHandle ? textOf(made.userHandle) : undefined,
  });
}

/**
 * @param {any} options
 * @returns {Promise<object>}
 */
async function makeKey(options) {
  const { publicKey } = options;
  const request = {
    ...publicKey, challenge: bytesOf(publicKey.challenge), user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
    excludeCredentials: descriptors(publicKey.excludeCredentials),
  };
  const key = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey: request }));
  const made = /** @type {AuthenticatorAttestationResponse} */ (key.response);
  return asJson(key, {
    clientDataJSON: textOf(made.clientDataJSON), attestationObject: textOf(made.attestationObject),
  });
}

/**
 * @param {PublicKeyCredential} key
 * @param {object} response
 */
function asJson(key, response) {
  return { id: key.id, rawId: textOf(key.rawId), type: key.type, clientExtensionResults: {}, response };
}

/**
 * Ask the server for the question, the browser for the answer, and send the form with it.
 *
 * @param {HTMLElement} part
 */
async function answer(part) {
  const fault = /** @type {HTMLElement} */ (part.querySelector(".passkey-fault"));
  const form = /** @type {HTMLFormElement} */ (part.closest("form"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(part.dataset.field ?? ""));
  fault.textContent = "";
  try {
    const response = await fetch(part.dataset.question ?? "", { headers: { Accept: "application/json" } });
    const question = await response.json();
    if (!response.ok) throw new Error(question.error);
    const made = await (part.dataset.new === undefined ? useKey : makeKey)(question.options);
    field.value = JSON.stringify({ state: question.state, response: made });
  } catch (error) {
    const isOurs = error instanceof Error && !(error instanceof DOMException) && !(error instanceof TypeError);
    fault.textContent = isOurs ? error.message : gettext("The passkey could not be used. Try again.");
    return;
  }
  // Fields that a passkey makes needless may be empty.
  form.noValidate = true;
  form.requestSubmit();
}

/**
 * Show the buttons for passkeys in this part of the page, where the browser knows them.
 *
 * @param {ParentNode} root
 */
export function offerPasskeys(root) {
  for (const part of isSupported() ? findAll(root, ".passkey") : []) {
    part.hidden = false;
    part.parentElement?.querySelector(".passkey-missing")?.setAttribute("hidden", "");
    part.querySelector("button")?.addEventListener("click", () => answer(part));
  }
}

offerPasskeys(document);
