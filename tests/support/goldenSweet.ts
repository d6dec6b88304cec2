/** The input of the authors' losses, whose values are in golden/sweet.json: logits of three examples at four exits, */
export const logits = [
  [
    [0.2, -0.1],
    [1.5, -1],
    [-0.3, 0.4],
  ],
  [
    [0.9, -0.7],
    [2.5, -2],
    [0.1, -0.2],
  ],
  [
    [1.9, -1.7],
    [3.5, -3],
    [-1.1, 1.2],
  ],
  [
    [2.9, -2.7],
    [4.5, -4],
    [-2.1, 2.2],
  ],
];
/** what the gates say, */
export const gates = [
  [0.6, 0.4, 0.5],
  [0.7, 0.3, 0.5],
  [0.8, 0.2, 0.5],
  [0.9, 0.1, 0.5],
];
/** and the labels. */
export const labels = [0, 1, 1];
