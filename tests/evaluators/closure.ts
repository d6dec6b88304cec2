/** Forward chaining over literals and Horn rules, up to the closure: what follows, what is refuted, what is open. */

/** The closure of the facts under the rules. */
export function closure(facts: readonly string[], rules: readonly string[]): ReadonlySet<string> {
  const known = new Set(facts);
  const parsed = rules.map((rule) => {
    const [body, head] = rule.split(' -> ');
    return { body: body.split(' & '), head };
  });
  for (let size = -1; size !== known.size; ) {
    size = known.size;
    const literals = [...known];
    for (const { body, head } of parsed) {
      for (const binding of bindings(body, literals, new Map())) known.add(substituted(head, binding));
    }
  }
  return known;
}

/** Whether a literal follows, its denial follows, or neither; a world in which both follow is refused. */
export function decided(literal: string, known: ReadonlySet<string>): 'follows' | 'refuted' | 'open' {
  const follows = known.has(literal);
  const refuted = known.has(denial(literal));
  if (follows && refuted) throw new Error(`expected a consistent world, got both ${literal} and its denial`);
  if (follows) return 'follows';
  return refuted ? 'refuted' : 'open';
}

function denial(literal: string): string {
  return literal.startsWith('not ') ? literal.slice(4) : `not ${literal}`;
}

function* bindings(
  body: readonly string[],
  literals: readonly string[],
  binding: ReadonlyMap<string, string>,
): Generator<ReadonlyMap<string, string>> {
  if (body.length === 0) {
    yield binding;
    return;
  }
  for (const literal of literals) {
    const wider = matched(body[0].split(' '), literal.split(' '), binding);
    if (wider) yield* bindings(body.slice(1), literals, wider);
  }
}

function matched(
  pattern: readonly string[],
  words: readonly string[],
  binding: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> | undefined {
  if (pattern.length !== words.length) return undefined;
  const wider = new Map(binding);
  for (const [i, part] of pattern.entries()) {
    const bound = part.startsWith('?') ? (wider.get(part) ?? words[i]) : part;
    if (bound !== words[i]) return undefined;
    if (part.startsWith('?')) wider.set(part, bound);
  }
  return wider;
}

function substituted(head: string, binding: ReadonlyMap<string, string>): string {
  return head
    .split(' ')
    .map((part) => binding.get(part) ?? part)
    .join(' ');
}
