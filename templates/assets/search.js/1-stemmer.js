// Snowball's English stemmer ("Porter2"), as in libstemmer 2.2.0.
// https://snowballstem.org/algorithms/english/stemmer.html

const SPECIAL_STEMS = {
  __proto__: null,
  skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie',
  idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl',
};
const OWN_STEMS = /^(sky|news|howe|atlas|cosmos|bias|andes)$/;
const FINAL_AS_SINGULAR = /^((inn|out|cann|herr|earr)ing|(proc|exc|succ)eed)$/;

// What stands before the regions R1 and R2.
const REGIONS = /^(gener|commun|arsen|[^aeiouy]*[aeiouy]+[^aeiouy])([^aeiouy]*[aeiouy]+[^aeiouy])?/u;
const SHORT_SYLLABLE = /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/u;

// Suffixes and what replaces them. The first pattern that matches is the longest suffix.
const STEP_2 = [
  [/(izer|ization)$/, 'ize'],
  [/(ational|ation|ator)$/, 'ate'],
  [/tional$/, 'tion'],
  [/enci$/, 'ence'],
  [/anci$/, 'ance'],
  [/abli$/, 'able'],
  [/(bli|biliti)$/, 'ble'],
  [/entli$/, 'ent'],
  [/(alism|aliti|alli)$/, 'al'],
  [/(fulness|fulli)$/, 'ful'],
  [/(ousli|ousness)$/, 'ous'],
  [/(iveness|iviti)$/, 'ive'],
  [/lessli$/, 'less'],
  [/ogi$/, 'og', 'l'],
  [/li$/, '', 'cdeghkmnrt'],
];
const STEP_3 = [
  [/ational$/, 'ate'],
  [/tional$/, 'tion'],
  [/alize$/, 'al'],
  [/(icate|iciti|ical)$/, 'ic'],
  [/(ative|ful|ness)$/, ''],
];
const STEP_4 = [
  [/(al|[ae]nce|er|ic|[ai]ble|ant|(e?m)?ent|ism|ate|iti|ous|ive|ize)$/, ''],
  [/ion$/, '', 'st'],
];

function replaceSuffix(word, rules, region) {
  for (const [suffix, replacement, before] of rules) {
    const start = word.search(suffix);
    if (start >= 0 && (!before || before.includes(word[start - 1]))) return start >= region ? word.slice(0, start) + replacement : word;
  }
  return word;
}

// The stem of a word in lower case.
function snowballStem(word) {
  if (word in SPECIAL_STEMS) return SPECIAL_STEMS[word];
  if (OWN_STEMS.test(word) || !/.../su.test(word)) return word;
  // Until the end, a `y` that is no vowel is written `Y`.
  word = word.replace(/^'/, '').replace(/^y|([aeiouy])y/g, '$1Y');
  const [, before, between] = REGIONS.exec(word) ?? [];
  const r1 = before?.length ?? Infinity;
  const r2 = r1 + (between?.length ?? Infinity);

  // Step 1a: plurals
  word = word.replace(/'(s'?)?$/, '')
    .replace(/sses$/, 'ss')
    .replace(/(..)ie[ds]$/su, '$1i')
    .replace(/ie[ds]$/, 'ie')
    .replace(/^([^aeiouy]*[aeiouy].*[^us])s$/s, '$1');
  if (FINAL_AS_SINGULAR.test(word)) return word;

  // Step 1b: forms of verbs
  const [, root, ending] = /^(.*?)(eed|ed|ing)(ly)?$/s.exec(word) ?? [];
  if (ending === 'eed') {
    if (root.length >= r1) word = root + 'ee';
  } else if (ending && /[aeiouy]/.test(root)) {
    const takesE = /(at|bl|iz)$/.test(root) || root.length === r1 && SHORT_SYLLABLE.test(root);
    word = takesE ? root + 'e' : root.replace(/([bdfgmnprt])\1$/, '$1');
  }

  word = word.replace(/(.[^aeiouy])y$/su, '$1i');  // Step 1c
  word = replaceSuffix(word, STEP_2, r1);
  word = replaceSuffix(word, STEP_3, word.endsWith('ative') ? r2 : r1);
  word = replaceSuffix(word, STEP_4, r2);

  // Step 5
  const rest = word.slice(0, -1);
  const dropsLast = rest.length >= r2
    ? /(e|ll)$/.test(word)
    : rest.length >= r1 && word.endsWith('e') && !SHORT_SYLLABLE.test(rest);
  return (dropsLast ? rest : word).replaceAll('Y', 'y');
}

// Snowball's stem, and the singular of acronyms, which it leaves in the plural: KPIs, CVs.
function englishStem(word) {
  const stem = snowballStem(word);
  return stem.length === word.length && /^[^aeiouy]{2}[^aeiouy]?[aeioy]?s$/s.test(stem) && !stem.endsWith('ss') ? stem.slice(0, -1) : stem;
}
