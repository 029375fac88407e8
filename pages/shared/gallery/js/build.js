// Texts from files and names reach the page through textContent and setAttribute: never as markup.
function make(tag, properties = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const grouped = new Intl.NumberFormat("en");
const LABEL_WORDS = ["no graffiti", "graffiti"];

function whereText(item) {
  const scene = !item.scene ? "scene unknown" : item.scene.startsWith("scene") ? item.scene : "scene " + item.scene;
  return scene + " · fold " + item.fold;
}

// Boxes in fractions of the picture lie over it, whatever its size on the screen.
function boxNodes(boxes, kind) {
  return boxes.map(([left, top, right, bottom]) => {
    const place = [left, top, right - left, bottom - top].map((part) => (100 * part).toFixed(2) + "%");
    return make("span", { class: "box " + kind, style: `left:${place[0]};top:${place[1]};width:${place[2]};height:${place[3]}` });
  });
}
