import { wordList } from '../english';

/** Given names, one list for each pronoun: "she", "he". Templates of generated text blank them. */
export const women =
  wordList(`Alice Amara Anna Beatriz Carla Clara Daria Elena Emma Fatima Freya Grace Hana Helen
  Ingrid Irene Jana Joan Judith Karin Laura Leila Lena Lucy Maria Martha Mina Nadia Nora Olga Paula Priya Rachel
  Rosa Ruth Sara Selma Sofia Tamara Tessa Ursula Vera Wanda Yara Zoe`);

export const men =
  wordList(`Adam Ahmed Albert Anton Ben Boris Carl Daniel David Diego Edgar Emil Felix Frank George
  Gustav Hassan Henry Hugo Ivan Jacob James Jonas Karim Kevin Leo Lukas Marco Martin Max Nils Omar Oscar Pablo Paul
  Peter Ravi Robert Samuel Simon Theo Thomas Victor Walter Yusuf`);

export const names: readonly string[] = [...women, ...men];
