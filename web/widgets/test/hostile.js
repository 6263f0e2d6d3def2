// A shop with shortcuts on every key, and a record of layout shifts.
window.keys = [];
document.addEventListener("keydown", (event) => window.keys.push(event.key));
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
