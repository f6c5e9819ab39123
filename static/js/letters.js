// A machine without any Devanagari letters shows boxes where ours came too late: there they are taken after all.
// Looked at when everything is there, or after a while where something, another site's script perhaps, never comes.
Promise.race([new Promise((done) => addEventListener("load", done)), new Promise((done) => setTimeout(done, 5000))]).then(async () => {
  "use strict";
  const files = [...document.querySelectorAll("link[rel=preload][as=font]")];
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  // The search below is not cheap, and needless where both were there before anything was drawn.
  if (painted && files.every((link) => performance.getEntriesByName(link.href)[0]?.responseEnd < painted.startTime)) return;
  const probe = document.createElement("span");
  probe.className = "out-of-sight";
  probe.setAttribute("aria-hidden", "true");
  probe.style.cssText = "width: auto; font-size: 99px";
  // U+0378 is no letter of any script: what is as wide as that, each time, is a box. All is laid out once, then measured.
  const pairs = ["400", "700"].map((weight) => ["क", "ह", "त्र"].map((letter) => [letter, "\u0378".repeat(letter.length)].map((text) => {
    const word = document.createElement("span");
    word.style.cssText = `display: inline-block; font-weight: ${weight}`;
    word.textContent = text;
    return word;
  })));
  probe.append(...pairs.flat(2));
  document.body.append(probe);
  const width = (word) => word.getBoundingClientRect().width;
  const boxes = pairs.some((weight) => weight.every(([letter, box]) => width(letter) === width(box)));
  probe.remove();
  if (!boxes) return;
  const faces = files.map((link) => new FontFace("Mukta Late", `url("${link.href}")`, { weight: link.dataset.weight }));
  for (const face of await Promise.all(faces.map((one) => one.load()))) document.fonts.add(face);
  document.documentElement.style.setProperty("--late", '"Mukta Late"');
});
