// The line that is being written stays in sight, between the bars at the window's edges.
import { Extension, Plugin } from "django-prose-editor/editor";
import { bars, covered } from "../bars.js";

// Pixels between the caret and a bar.
const GAP = 12;
const SCROLLING = ["wheel", "touchmove", "pointerdown"];

const margin = {
  get top() { return covered.top + GAP; },
  get bottom() { return covered.bottom + GAP; },
  left: 5,
  right: 5,
};
const threshold = { get top() { return covered.top; }, get bottom() { return covered.bottom; }, left: 0, right: 0 };

/**
 * Follow the caret when what stands around it grows: a picture or a card comes a moment after its place, a bar gets
 * another row. Whoever has scrolled elsewhere since is left there.
 *
 * @param {EditorView} view
 */
function followCaret(view) {
  let isFollowing = false;
  const stop = () => { isFollowing = false; };
  const observer = new ResizeObserver(() => {
    if (isFollowing && view.hasFocus()) view.dispatch(view.state.tr.scrollIntoView());
  });
  [view.dom, ...bars()].forEach((element) => observer.observe(element));
  SCROLLING.forEach((name) => addEventListener(name, stop, { passive: true }));
  return {
    start() { isFollowing = true; },
    destroy() {
      observer.disconnect();
      SCROLLING.forEach((name) => removeEventListener(name, stop));
    },
  };
}

export const CaretInSight = Extension.create({
  name: "newsroomCaret",
  addProseMirrorPlugins() {
    /** @type {ReturnType<typeof followCaret> | undefined} */
    let follower;
    return [new Plugin({
      view(view) {
        follower = followCaret(view);
        return follower;
      },
      state: {
        init: () => null,
        apply(tr) {
          if (tr.scrolledIntoView) follower?.start();
          return null;
        },
      },
      props: { scrollMargin: margin, scrollThreshold: threshold },
    })];
  },
});
