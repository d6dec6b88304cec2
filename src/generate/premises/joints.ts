/** Ways to put the clauses of a premise together; none of them bears on what follows. */
import { enumerated, sentence } from '../english';

/** Two clauses. */
export const joints = [
  (first: string, second: string) => sentence(`${first}, and ${second}`),
  (first: string, second: string) => sentence(`${first}, while ${second}`),
  (first: string, second: string) => sentence(`${first}; ${second}`),
  (first: string, second: string) => `${sentence(first)} ${sentence(second)}`,
  (first: string, second: string) => sentence(`indeed ${first}, and ${second}`),
];

/** Three clauses. */
export const lists = [
  (clauses: readonly string[]) => sentence(enumerated(clauses, ', and')),
  ([first, second, third]: readonly string[]) => sentence(`${first}, while ${second} and ${third}`),
  ([first, second, third]: readonly string[]) => sentence(`${first}, but ${second} and ${third}`),
  (clauses: readonly string[]) => sentence(clauses.join('; ')),
  ([first, second, third]: readonly string[]) => `${sentence(`${first} and ${second}`)} ${sentence(third)}`,
];

/** Two clauses as a newspaper puts them. */
export const reports = [
  (first: string, second: string) => sentence(`reportedly ${first}, and ${second}`),
  (first: string, second: string) => sentence(`officials said that ${first} and that ${second}`),
  (first: string, second: string) => `${sentence(first)} ${sentence(second)}`,
  (first: string, second: string) => sentence(`${first}, while ${second}, the paper wrote`),
  (first: string, second: string) => sentence(`${first}; ${second}, sources say`),
  (first: string, second: string) => sentence(`as announced, ${first}, but ${second}`),
];

/** Three clauses as a newspaper puts them. */
export const bulletins = [
  ([first, second, third]: readonly string[]) => sentence(`reportedly ${first}, ${second}, and ${third}`),
  ([first, second, third]: readonly string[]) =>
    `${sentence(`officials said that ${first} and ${second}`)} ${sentence(third)}`,
  ([first, second, third]: readonly string[]) => `${sentence(first)} ${sentence(`${second} and ${third}`)}`,
  ([first, second, third]: readonly string[]) =>
    sentence(`${first}, while ${second} and ${third}, the paper wrote`),
  (clauses: readonly string[]) => sentence(`the news in brief: ${clauses.join('; ')}`),
  ([first, second, third]: readonly string[]) =>
    sentence(`as announced, ${first}, but ${second} and ${third}`),
];
