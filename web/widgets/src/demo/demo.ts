interface DemoProduct {
  handle: string;
  title: string;
  image_url: string | null;
  price_text: string | null;
  description: string | null;
}

interface DemoShop {
  key: string;
  name: string;
  lang: string;
  products: DemoProduct[];
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function picture(product: DemoProduct): HTMLElement {
  const frame = element("div", "picture");
  if (!product.image_url) return frame;
  const image = element("img", "");
  image.src = product.image_url;
  image.alt = product.title;
  image.onerror = () => image.remove();
  frame.append(image);
  return frame;
}

function tile(product: DemoProduct): HTMLElement {
  const link = element("a", "tile");
  link.href = `?product=${encodeURIComponent(product.handle)}`;
  link.append(picture(product), element("h2", "", product.title), element("p", "price", product.price_text ?? ""));
  return link;
}

function detail(product: DemoProduct): HTMLElement {
  const made = element("article", "detail");
  const words = element("div", "words");
  words.append(element("h1", "", product.title), element("p", "price", product.price_text ?? ""));
  for (const part of (product.description ?? "").split(/\n{2,}/))
    if (part.trim()) words.append(element("p", "text", part.trim()));
  made.append(picture(product), words);
  return made;
}

const shop = JSON.parse(document.getElementById("shop")?.textContent ?? "{}") as DemoShop;
const main = document.querySelector("main");
const wanted = new URLSearchParams(location.search).get("product");
const chosen = shop.products.find((one) => one.handle === wanted);
const home = document.querySelector<HTMLAnchorElement>("header a");
document.documentElement.lang = shop.lang;
document.title = chosen ? `${chosen.title} · ${shop.name}` : shop.name;
if (home) {
  home.textContent = shop.name;
  home.href = location.pathname;
}
if (chosen) main?.append(detail(chosen));
else {
  const grid = element("div", "grid");
  grid.append(...shop.products.map(tile));
  main?.append(shop.products.length ? grid : element("p", "text", "This shop has no products yet."));
}

const script = document.createElement("script");
script.async = true;
script.src = "/widget/loader.js";
script.dataset["shop"] = shop.key;
document.body.append(script);
