// A machine without any Devanagari letters shows boxes where ours came too late: there they are taken after all.
// Looked at when everything is there, or after a while where something, another site's script perhaps, never comes.
Promise.race([new Promise((done) => addEventListener("load", done)), new Promise((done) => setTimeout(done, 5000))]).then(async () => {
  "use strict";
  const probe = document.createElement("span");
  probe.className = "out-of-sight";
  probe.setAttribute("aria-hidden", "true");
  document.body.append(probe);
  const width = (text) => { probe.textContent = text; return probe.getBoundingClientRect().width; };
  // U+0378 is no letter of any script: what is as wide as that, each time, is a box.
  const boxes = ["400", "700"].some((weight) => {
    probe.style.cssText = `width: auto; font-size: 99px; font-weight: ${weight}`;
    return ["क", "ह", "त्र"].every((letter) => width(letter) === width("\u0378".repeat(letter.length)));
  });
  probe.remove();
  if (!boxes) return;
  const files = document.querySelectorAll("link[rel=preload][as=font]");
  const faces = [...files].map((link) => new FontFace("Mukta Late", `url("${link.href}")`, { weight: link.dataset.weight }));
  for (const face of await Promise.all(faces.map((one) => one.load()))) document.fonts.add(face);
  document.documentElement.style.setProperty("--late", '"Mukta Late"');
});
