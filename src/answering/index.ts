export { answer, answerStream, streamAnswers } from './answer';
export { openAnswers } from './open';
export { type ModelPlace, openAnsweringModel } from './openAnsweringModel';
export { type Saved, savedBy } from './saved';
export type { Answer, AnswerOptions, Answers, SegmentWork, Text } from './types';
