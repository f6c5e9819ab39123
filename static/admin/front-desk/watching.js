// Shows a notice as soon as somebody else has saved the page that is arranged here.
const EVERY = 45_000;

export function watching(form) {
  const notice = document.getElementById("desk-meanwhile");
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(form.dataset.newest).catch(() => null);
    if (!answer?.ok) return;
    const { number, message } = await answer.json();
    const news = number > Number(form.elements.began_from.value);
    if (news && notice.hidden) notice.textContent = message;
    notice.hidden = !news;
  };
  setInterval(look, EVERY);
  window.addEventListener("focus", look);
}
