// Pictures by version, the latest used last: what is here need not be sent again.
const held = new Map();
const N_HELD = 30;

function keepPictures({ setup, thumbnails, large }) {
  if (thumbnails) hold(setup.version, thumbnails);
  if (large) hold(setup.large.version, large);
  for (const version of [setup.large?.version, setup.version]) {
    if (!held.has(version)) continue;
    const addresses = held.get(version);
    held.delete(version);
    held.set(version, addresses);
  }
  while (held.size > N_HELD) release(held.keys().next().value);
}

function hold(version, table) {
  const column = table.getChild("jpeg");
  const addresses = [];
  for (let i = 0; i < column.length; i++) {
    const jpeg = column.get(i);
    addresses.push(jpeg ? URL.createObjectURL(new Blob([jpeg], { type: "image/jpeg" })) : "");
  }
  release(version);
  held.set(version, addresses);
}

function release(version) {
  for (const address of held.get(version) ?? []) if (address) URL.revokeObjectURL(address);
  held.delete(version);
}

// Where a picture is absent the whole is asked for again: it may be there by then.
function knownVersions() {
  return [...held].filter(([, addresses]) => addresses.every(Boolean)).map(([version]) => version);
}
