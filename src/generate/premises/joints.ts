/** Ways to put the clauses of a premise together; none of them bears on what follows. */
import { enumerated, sentence } from '../english';

/** Two clauses. */
export const joints = [
  (first: string, second: string) => sentence(`${first}, and ${second}`),
  (first: string, second: string) => sentence(`${first}, while ${second}`),
  (first: string, second: string) => sentence(`${first}; ${second}`),
  (first: string, second: string) => `${sentence(first)} ${sentence(second)}`,
  (first: string, second: string) => sentence(`we know that ${first} and that ${second}`),
];

/** Two clauses where the second sets something against the first. */
export const contrasts = [
  (first: string, second: string) => sentence(`${first}, but ${second}`),
  (first: string, second: string) => sentence(`${first}, yet ${second}`),
  (first: string, second: string) => sentence(`${first}, although ${second}`),
  (first: string, second: string) => sentence(`${first}, whereas ${second}`),
  (first: string, second: string) => `${sentence(first)} ${sentence(`still, ${second}`)}`,
];

/** Three clauses. */
export const lists = [
  (clauses: readonly string[]) => sentence(enumerated(clauses, ', and')),
  ([first, second, third]: readonly string[]) => sentence(`${first}, while ${second} and ${third}`),
  ([first, second, third]: readonly string[]) => sentence(`${first}, but ${second} and ${third}`),
  (clauses: readonly string[]) => sentence(clauses.join('; ')),
  ([first, second, third]: readonly string[]) => `${sentence(`${first} and ${second}`)} ${sentence(third)}`,
];
