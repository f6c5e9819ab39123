// A machine without any Devanagari font shows boxes where the web fonts came too late: there they are used after all.
// This is found out when everything is loaded, or after a while where something, perhaps another site's script, never
// comes.
Promise.race([
  new Promise((done) => addEventListener("load", done)), new Promise((done) => setTimeout(done, 5000)),
]).then(async () => {
  "use strict";
  const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link[rel=preload][as=font]")]);
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const arrival = (/** @type {string} */ url) => /** @type {any} */ (performance.getEntriesByName(url)[0])?.responseEnd;
  // The test below is slow, and needless where both fonts were there before anything was drawn.
  if (paint && links.every(({ href }) => arrival(href) < paint.startTime)) return;
  const probe = document.createElement("span");
  probe.className = "out-of-sight";
  probe.setAttribute("aria-hidden", "true");
  probe.style.cssText = "width: auto; font-size: 99px";
  // U+0378 is no letter of any script: what is as wide as it, each time, is a box. All is laid out once, then measured.
  const pairs = ["400", "700"].map((weight) => ["क", "ह", "त्र"].map((letter) => [letter, "\u0378".repeat(letter.length)].map((text) => {
    const word = document.createElement("span");
    word.style.cssText = `display: inline-block; font-weight: ${weight}`;
    word.textContent = text;
    return word;
  })));
  probe.append(...pairs.flat(2));
  document.body.append(probe);
  const width = (/** @type {Element} */ word) => word.getBoundingClientRect().width;
  const hasBoxes = pairs.some((weight) => weight.every(([letter, box]) => width(letter) === width(box)));
  probe.remove();
  if (!hasBoxes) return;
  const faces = links.map((link) => new FontFace("Mukta Late", `url("${link.href}")`, { weight: link.dataset.weight }));
  for (const face of await Promise.all(faces.map((one) => one.load()))) document.fonts.add(face);
  document.documentElement.style.setProperty("--late", '"Mukta Late"');
});
