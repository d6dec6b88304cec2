/** The speaker of a clause: the frames for its words. */

/** Clause frames: subject and verb for each sort of word, plain and negated; `_` is the thing. */
export interface Voice {
  readonly adjective: Frames;
  readonly verb: Frames;
  readonly verdict: Frames;
}

/** Plain frames, and frames with each negation; `*` is the word of praise or blame. */
interface Frames {
  readonly plain: readonly string[];
  readonly negated: readonly (readonly [negation: string, frame: string])[];
}

/** The writer's own voice. */
export function ownVoice(subject: string): Voice {
  return {
    adjective: {
      plain: ['_ was *', '_ was *', '_ was really *', `${subject} found _ *`, '_ turned out to be *'],
      negated: [
        ['not', '_ was not *'],
        ['never', '_ was never *'],
        ['hardly', '_ was hardly *'],
        ['by no means', '_ was by no means *'],
        ['far from', '_ was far from *'],
        ['not', `${subject} did not find _ *`],
      ],
    },
    verb: {
      plain: [`${subject} ed* _`, `${subject} really ed* _`],
      negated: [
        ['not', `${subject} did not * _`],
        ['never', `${subject} never ed* _`],
      ],
    },
    verdict: {
      plain: ['_ was a*', '_ turned out to be a*'],
      negated: [
        ['no', '_ was no *'],
        ['not', '_ was not a*'],
        ['hardly', '_ was hardly a*'],
      ],
    },
  };
}

/** An opinion that is reported from somebody else. */
export function reportedVoice(name: string): Voice {
  return {
    adjective: {
      plain: [`${name} found _ *`, `${name} called _ *`, `${name} thought _ was *`, `to ${name} _ was *`],
      negated: [
        ['not', `${name} thought _ was not *`],
        ['not', `${name} did not find _ *`],
        ['never', `${name} never called _ *`],
        ['hardly', `to ${name} _ was hardly *`],
      ],
    },
    verb: {
      plain: [`${name} ed* _`],
      negated: [
        ['not', `${name} did not * _`],
        ['never', `${name} never ed* _`],
      ],
    },
    verdict: {
      plain: [`${name} called _ a*`, `to ${name} _ was a*`],
      negated: [
        ['no', `${name} said _ was no *`],
        ['not', `${name} did not call _ a*`],
      ],
    },
  };
}

/** An opinion that somebody is right or wrong to have. */
export const judgedVoice: Voice = {
  adjective: {
    plain: ['to call _ *', 'to find _ *', 'that _ was *'],
    negated: [
      ['not', 'that _ was not *'],
      ['not', 'not to call _ *'],
      ['hardly', 'that _ was hardly *'],
    ],
  },
  verb: { plain: ['to * _'], negated: [['not', 'not to * _']] },
  verdict: { plain: ['to call _ a*'], negated: [['no', 'that _ was no *']] },
};
