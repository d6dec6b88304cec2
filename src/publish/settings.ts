import type { RunConfig } from '../types';
import { pairsTable } from './pairsTable';
import type { Publication } from './publication';
import { evaluatedText } from './scores';

/** Every setting of the run, as the rows of a table. */
export function settingsTable(publication: Publication): string[] {
  const { config } = publication;
  return pairsTable(['setting', 'value'], { ...settingsOf(publication), ...constantsOf(config) });
}

function settingsOf(publication: Publication): { readonly [setting: string]: string | number } {
  const { config, available, trainable } = publication;
  const drawn = config.subset === 'random' ? `drawn with seed ${config.seed}` : 'the first ones';
  const ofAll =
    config.trainSize < trainable ? `${count(config.trainSize)}, ${drawn}` : count(config.trainSize);
  return {
    'training examples': ofAll,
    'evaluation examples': `${evaluatedText(publication)}${config.evalSize < available ? '' : ' (all)'}`,
    epochs: config.epochs,
    'examples in a batch': config.batch,
    order: config.shuffle ? `shuffled with seed ${config.seed}` : 'that of the file',
    'tokens in a text': `${config.maxLength} at most; longer texts are cut`,
    'first learning rate': config.learningRate,
    dropout: config.dropout ?? "the encoder's own rates",
    seed: config.seed,
    'first values of the exits':
      config.heads === null
        ? `drawn with seed ${config.seed}`
        : `given, a file with SHA-256 \`${config.heads}\``,
  };
}

const constantsOf = ({ constants = {} }: RunConfig): { readonly [setting: string]: string | number } =>
  Object.fromEntries(Object.entries(constants).map(([name, value]) => [`${name} of the method`, value]));

const count = (value: number): string => value.toLocaleString('en');
