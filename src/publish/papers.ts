import type { Method } from '../types';

interface Paper {
  readonly title: string;
  readonly link: string;
}

const arxiv = (title: string, id: string): Paper => ({ title, link: `https://arxiv.org/abs/${id}` });

/** The papers of the lab's methods, by the name that a method gives (`Method.paper`). */
const papers: { readonly [name: string]: Paper } = {
  'Rotem et al. 2023': arxiv(
    'Finding the SWEET Spot: Analysis and Improvement of Adaptive Inference in Low Resource Settings',
    '2306.02307',
  ),
  'He et al. 2025': arxiv(
    'COSEE: Consistency-Oriented Signal-Based Early Exiting via Calibrated Sample Weighting Mechanism',
    '2412.13236',
  ),
  'Schwartz et al. 2020': arxiv(
    'The Right Tool for the Job: Matching Model and Instance Complexities',
    '2004.07453',
  ),
  'Xin et al. 2020': arxiv('DeeBERT: Dynamic Early Exiting for Accelerating BERT Inference', '2004.12993'),
  'Zhou et al. 2020': arxiv('BERT Loses Patience: Fast and Robust Inference with Early Exit', '2006.04152'),
  'Xin et al. 2021': {
    title: 'BERxiT: Early Exiting for BERT with Better Fine-Tuning and Extension to Regression',
    link: 'https://doi.org/10.18653/v1/2021.eacl-main.8',
  },
  'Wołczyk et al. 2021': arxiv(
    'Zero Time Waste: Recycling Predictions in Early Exit Neural Networks',
    '2106.05409',
  ),
  'Liu et al. 2022': arxiv(
    'Towards Efficient NLP: A Standard Evaluation and A Strong Baseline',
    '2110.07038',
  ),
  'Yu et al. 2020': arxiv('Gradient Surgery for Multi-Task Learning', '2001.06782'),
  'Banino et al. 2021': arxiv('PonderNet: Learning to Ponder', '2107.05407'),
  'Liao et al. 2021': {
    title: 'A Global Past-Future Early Exit Method for Accelerating Inference of Pre-trained Language Models',
    link: 'https://doi.org/10.18653/v1/2021.naacl-main.162',
  },
  'Balagansky and Gavrilov 2022': arxiv('PALBERT: Teaching ALBERT to Ponder', '2204.03276'),
  'Liu et al. 2020': arxiv('FastBERT: a Self-distilling BERT with Adaptive Inference Time', '2004.02178'),
  'Liu et al. 2021': arxiv('Conflict-Averse Gradient Descent for Multi-task Learning', '2110.14048'),
  'Wang et al. 2019': {
    title: 'DynExit: A Dynamic Early-Exit Strategy for Deep Residual Networks',
    link: 'https://doi.org/10.1109/SiPS47522.2019.9020551',
  },
  'Zhu et al. 2021': {
    title: 'GAML-BERT: Improving BERT Early Exiting by Gradient Aligned Mutual Learning',
    link: 'https://doi.org/10.18653/v1/2021.emnlp-main.242',
  },
  'Zhu 2021': {
    title: 'LeeBERT: Learned Early Exit for BERT with cross-level optimization',
    link: 'https://doi.org/10.18653/v1/2021.acl-long.231',
  },
  'Zeng et al. 2024': arxiv(
    'ConsistentEE: A Consistent and Hardness-Guided Early Exiting Method for Accelerating Language Models Inference',
    '2312.11882',
  ),
  'Ji et al. 2023': {
    title: 'Early Exit with Disentangled Representation and Equiangular Tight Frame',
    link: 'https://doi.org/10.18653/v1/2023.findings-acl.889',
  },
  'Kubaty et al. 2024': arxiv(
    'How to Train Your Multi-Exit Model? Analyzing the Impact of Training Strategies',
    '2407.14320',
  ),
};

/** The paper of a method in Markdown, with a link if it is one of the lab's. */
export function paperText({ paper }: Pick<Method, 'paper'>): string {
  const found = papers[paper];
  return found ? `[${paper}, *${found.title}*](${found.link})` : paper;
}
