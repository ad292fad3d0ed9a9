// Makes elements. Everything that comes from data is set as text: words are never markup.

/** Makes an element with a class and a text. */
export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
