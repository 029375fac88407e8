// Streamlit calls the default export on every run of the page; the gallery of an element is kept.
const galleries = new WeakMap();

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector('[data-testid="gallery"]');
  if (!root || !data) return;
  let gallery = galleries.get(root);
  keepPictures(data);
  const wanted = [data.setup.version, data.setup.large?.version].filter(Boolean);
  if (!wanted.every((version) => held.has(version))) {
    setTriggerValue("missing", true); // left out as known, but forgotten here since
    return gallery && gallery.leave;
  }
  if (!gallery) {
    gallery = newGallery(root);
    galleries.set(root, gallery);
    buildPagers(gallery);
    listenToGrid(gallery);
    listenToLarge(gallery);
  }
  gallery.send = (name, value) => setStateValue(name, { ...value, known: knownVersions() });
  paintTheme(root);
  take(gallery, data.setup);
  return gallery.leave;
}

function newGallery(root) {
  const gallery = {
    root, find: (selector) => root.querySelector(selector), dialog: root.querySelector("dialog"),
    mount: Math.random().toString(36).slice(2), nMarks: 0, nTurns: 0, pending: [], open: -1, boxes: true, thenOpen: "", shown: "",
  };
  gallery.leave = () => {
    clearTimeout(gallery.asking);
    galleries.delete(root);
  };
  return gallery;
}

function take(gallery, setup) {
  const opened = gallery.open >= 0 ? gallery.items[gallery.open].image : "";
  Object.assign(gallery, {
    version: setup.version, items: setup.items, strategies: setup.strategies, page: setup.page, nPages: setup.n_pages,
    nImages: setup.n_images, first: setup.first, large: setup.large,
  });
  settleMarks(gallery, setup.acknowledged);
  // Rebuilt only where other images come, or a picture that was absent: focus stays where it is.
  const shown = JSON.stringify([setup.title, setup.page, setup.version, held.get(setup.version).filter(Boolean).length, setup.items.map((i) => [i.image, i.figure])]);
  if (shown !== gallery.shown) buildGrid(gallery);
  gallery.shown = shown;
  paintHeading(gallery, setup);
  paintPagers(gallery);
  paintMarks(gallery);
  paintOpen(gallery, opened);
}

function paintHeading(gallery, setup) {
  const n = setup.n_images;
  const out = setup.n_left_out;
  const parts = [grouped.format(n) + (n === 1 ? " image" : " images"), setup.order];
  if (out) parts.push(`${grouped.format(out)} of them marked and left out of Compare`);
  gallery.find(".title").textContent = setup.title;
  gallery.find(".note").textContent = parts.join(" · ");
  gallery.find(".empty").hidden = n > 0;
  gallery.find(".empty").textContent = "There is none.";
  gallery.find(".keys").hidden = n === 0;
}

function paintOpen(gallery, opened) {
  const next = { first: 0, last: gallery.items.length - 1 }[gallery.thenOpen];
  const same = gallery.items.findIndex((item) => item.image === opened);
  const wanted = opened && next !== undefined && same < 0 ? next : same;
  if (next !== undefined && same < 0) gallery.thenOpen = "";
  if (wanted >= 0 && opened) {
    if (gallery.items[wanted].image === opened) {
      gallery.open = wanted;
      paintLarge(gallery);
    } else openLarge(gallery, wanted);
  } else if (gallery.dialog.open) {
    gallery.open = -1;
    gallery.dialog.close();
  }
}

function paintTheme(root) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(root).getPropertyValue("--st-background-color") || "#fff";
  const [r, g, b] = probe.fillStyle.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16));
  root.dataset.theme = 0.3 * r + 0.6 * g + 0.1 * b < 128 ? "dark" : "light";
}
