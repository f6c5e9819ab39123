// The fields whose words readers meet are in the story's language: for the spell-checker, for fonts, for screen readers.
const FIELDS = ["headline", "short_headline", "kicker", "standfirst", "lead_caption", "seo_title", "seo_description", "correction"];

export function speakTheStorysLanguage(chosen) {
  const speak = () => {
    for (const name of FIELDS) document.getElementById(`id_${name}`)?.setAttribute("lang", chosen.value);
    document.querySelector(".field-body [contenteditable]")?.setAttribute("lang", chosen.value);
  };
  chosen.addEventListener("change", speak);
  document.addEventListener("prose-editor:ready", speak);
  speak();
}
