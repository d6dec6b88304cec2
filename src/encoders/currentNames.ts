/**
 * Hugging Face's current name of a parameter of the base model: without the prefix that a model with a head has, and
 * with weight and bias for the older gamma and beta of a norm.
 */
export const currentNames =
  (prefix: string) =>
  (stored: string): string =>
    (stored.startsWith(`${prefix}.`) ? stored.slice(prefix.length + 1) : stored)
      .replace(/(LayerNorm|layer_norm)\.gamma$/, '$1.weight')
      .replace(/(LayerNorm|layer_norm)\.beta$/, '$1.bias');
