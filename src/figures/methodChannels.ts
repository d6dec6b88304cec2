import { methodStyles } from './style';

/** How a mark shows its method, wherever methods are compared: by colour, with the legend above, and by shape. */
export function methodChannels(rows: readonly { readonly method: string }[]) {
  const styles = methodStyles(rows);
  const domain = styles.map(({ title }) => title);
  const method = { field: 'method', type: 'nominal', title: null } as const;
  return {
    color: {
      ...method,
      scale: { domain, range: styles.map(({ colour }) => colour) },
      legend: { orient: 'top', symbolOpacity: 1 },
    },
    shape: { ...method, scale: { domain, range: styles.map(({ shape }) => shape) } },
  } as const;
}
