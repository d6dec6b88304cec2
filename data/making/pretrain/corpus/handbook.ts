import type { CorpusSource } from './source';

/** The Debian Administrator's Handbook: explanatory prose. */
export const handbook: CorpusSource = {
  name: 'debian-handbook',
  licence: 'GPL-2+ or CC-BY-SA-3.0',
  packages: ['debian-handbook'],
  under: 'usr/share/doc/debian-handbook/html/en-US',
  names: /^[^/]+\.html$/,
  *paragraphs(content) {
    const blocks = content.toString('utf8').matchAll(/<(?:div class="para"|p)>([\s\S]*?)<\/(?:div|p)>/g);
    for (const [, block] of blocks) yield decoded(block.replace(/<[^>]*>/g, ''));
  },
};

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };

function decoded(html: string): string {
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll('\u00a0', ' ');
}
