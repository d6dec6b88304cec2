/** Prints one line about the set-up on stderr; stdout belongs to the calling command. */
export const say = (line) => process.stderr.write(`set-up: ${line}\n`);

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints the start of `work` and, at its end, its duration. */
export async function timed(title, work) {
  const start = Date.now();
  say(`${title} ...`);
  try {
    const result = await work();
    say(`${title}: done in ${seconds(start)}`);
    return result;
  } catch (error) {
    say(`${title}: failed after ${seconds(start)}`);
    throw error;
  }
}
