// An element with these properties and what is inside it.
export function make(name, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
}

// Runs what is asked for once there has been quiet for that many milliseconds.
export function whenQuiet(milliseconds, act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, milliseconds);
  };
}
