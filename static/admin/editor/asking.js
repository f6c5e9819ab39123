// Asking the desk's own server. Whatever goes wrong is thrown as a sentence that can be shown as it is.
const { gettext = (text) => text } = window;

export class Refusal extends Error {}

async function answered(address, options) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal(gettext("The desk does not answer. Check the connection and try again."));
  }
  const said = await answer.json().catch(() => null);
  if (answer.ok && said) return said;
  if (said?.error) throw new Refusal(said.error);
  // A page instead of an answer is the form for signing in.
  if (answer.status === 403 || answer.ok) throw new Refusal(gettext("You may not do this. Are you still signed in?"));
  if (answer.status === 404) throw new Refusal(gettext("This is no longer there."));
  throw new Refusal(gettext("The desk could not do this. Try again."));
}

export const ask = (address) => answered(address);

export function send(address, data) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return answered(address, { method: "POST", headers, body: JSON.stringify(data) });
}
