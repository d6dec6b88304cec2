/** Ways to join the clauses of a premise. They do not change what follows. */
import { enumerated, sentence } from '../english';

/** Joins two clauses of a premise. */
export type Joint = (first: string, second: string) => string;

/** Joins three clauses of a premise. */
export type Joint3 = (clauses: readonly string[]) => string;

/** Two clauses. */
export const joints: readonly Joint[] = [
  (first, second) => sentence(`${first}, and ${second}`),
  (first, second) => sentence(`${first}, while ${second}`),
  (first, second) => sentence(`${first}; ${second}`),
  (first, second) => `${sentence(first)} ${sentence(second)}`,
  (first, second) => sentence(`indeed ${first}, and ${second}`),
];

/** Three clauses. */
export const lists: readonly Joint3[] = [
  (clauses) => sentence(enumerated(clauses, ', and')),
  ([first, second, third]) => sentence(`${first}, while ${second} and ${third}`),
  ([first, second, third]) => sentence(`${first}, but ${second} and ${third}`),
  (clauses) => sentence(clauses.join('; ')),
  ([first, second, third]) => `${sentence(`${first} and ${second}`)} ${sentence(third)}`,
];

/** Joins two clauses in the style of a newspaper. */
export const reports: readonly Joint[] = [
  (first, second) => sentence(`reportedly ${first}, and ${second}`),
  (first, second) => sentence(`officials said that ${first} and that ${second}`),
  (first, second) => `${sentence(first)} ${sentence(second)}`,
  (first, second) => sentence(`${first}, while ${second}, the paper wrote`),
  (first, second) => sentence(`${first}; ${second}, sources say`),
  (first, second) => sentence(`as announced, ${first}, but ${second}`),
];

/** Joins three clauses in the style of a newspaper. */
export const bulletins: readonly Joint3[] = [
  ([first, second, third]) => sentence(`reportedly ${first}, ${second}, and ${third}`),
  ([first, second, third]) => `${sentence(`officials said that ${first} and ${second}`)} ${sentence(third)}`,
  ([first, second, third]) => `${sentence(first)} ${sentence(`${second} and ${third}`)}`,
  ([first, second, third]) => sentence(`${first}, while ${second} and ${third}, the paper wrote`),
  (clauses) => sentence(`the news in brief: ${clauses.join('; ')}`),
  ([first, second, third]) => sentence(`as announced, ${first}, but ${second} and ${third}`),
];
