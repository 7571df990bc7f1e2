// Pages of an HWPX file as SVG, by a reader that shares nothing with the writer: node render.mjs FILE FOLDER
import fs from 'node:fs';
import init, { HwpDocument } from '@rhwp/core';

globalThis.measureTextWidth = (font, text) => {
  const size = parseFloat((/([\d.]+)px/.exec(font) || [0, 12])[1]);
  return [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x1100 ? 1 : 0.55), 0) * size;
};
await init({ module_or_path: fs.readFileSync(new URL('./node_modules/@rhwp/core/rhwp_bg.wasm', import.meta.url)) });
const read = new HwpDocument(new Uint8Array(fs.readFileSync(process.argv[2])));
for (let page = 0; page < read.pageCount(); page += 1) {
  fs.writeFileSync(`${process.argv[3]}/${String(page).padStart(3, '0')}.svg`, read.renderPageSvg(page));
}
