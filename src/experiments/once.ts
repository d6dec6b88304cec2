/** Returns a function that computes its value once for each key. */
export function once<A, V>(key: (of: A) => string, compute: (of: A) => V): (of: A) => V {
  const known = new Map<string, V>();
  return (of) => {
    const name = key(of);
    const value = known.has(name) ? (known.get(name) as V) : compute(of);
    known.set(name, value);
    return value;
  };
}
