/** Forward chaining over literals and Horn rules, up to the closure: what follows, what is refuted, what is open. */

/** The closure of the facts under the rules. */
export function closure(facts: readonly string[], rules: readonly string[]): ReadonlySet<string> {
  const known = new Set(facts);
  const parsed = rules.map((rule) => {
    const [body, head] = rule.split(' -> ');
    return { body: body.split(' & ').map((literal) => literal.split(' ')), head };
  });
  for (let size = -1; size !== known.size; ) {
    size = known.size;
    const literals = [...known].map((literal) => literal.split(' '));
    for (const { body, head } of parsed) {
      for (const binding of bindings(body, literals, {})) known.add(substituted(head, binding));
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

type Binding = Readonly<Record<string, string>>;

function* bindings(
  [first, ...others]: readonly (readonly string[])[],
  literals: readonly (readonly string[])[],
  binding: Binding,
): Generator<Binding> {
  for (const literal of literals) {
    const wider = matched(first, literal, binding);
    if (wider && others.length === 0) yield wider;
    else if (wider) yield* bindings(others, literals, wider);
  }
}

function matched(
  pattern: readonly string[],
  words: readonly string[],
  binding: Binding,
): Binding | undefined {
  if (pattern.length !== words.length || (pattern[0] !== words[0] && !pattern[0].startsWith('?')))
    return undefined;
  const wider = { ...binding };
  for (const [i, part] of pattern.entries()) {
    const bound = part.startsWith('?') ? (wider[part] ?? words[i]) : part;
    if (bound !== words[i]) return undefined;
    if (part.startsWith('?')) wider[part] = bound;
  }
  return wider;
}

function substituted(head: string, binding: Binding): string {
  return head
    .split(' ')
    .map((part) => binding[part] ?? part)
    .join(' ');
}
