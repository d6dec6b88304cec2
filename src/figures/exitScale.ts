/** Colours of exits in all figures, by their order in the model: the first is light, the last is dark. */
export const exitScale = (depths: readonly number[]) => ({
  domain: [...new Set(depths)].sort((a, b) => a - b),
  scheme: { name: 'plasma' as const, extent: [0.97, 0] },
});
