import { openEncoderFolder } from '../../src/encoders/folder';
import { encoderNames } from '../../src/encoders/place';

/** MiniLM's folder, null where set-up has not installed it. */
export function miniLm(): string | null {
  try {
    return encoderNames().includes('minilm-l6') ? openEncoderFolder('minilm-l6').folder : null;
  } catch {
    return null;
  }
}
