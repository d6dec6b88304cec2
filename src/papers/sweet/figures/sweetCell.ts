import type { Published } from '../../../analysis';
import type { Profile } from '../../../experiments';

/** The tables in which SWEET prints numbers of DeBERTa, which Table 3 repeats for Table 1. */
const withDeberta = ['1', '2', '3'];

/**
 * The encoder of a table that stands beside that of a profile; BERT of its size where the table has no such encoder.
 */
export function sweetCell({ printed }: Profile, table: string): Pick<Published, 'model' | 'size'> {
  const isThere = printed.model === 'BERT' || (printed.model === 'DeBERTa' && withDeberta.includes(table));
  return isThere ? printed : { ...printed, model: 'BERT' };
}
