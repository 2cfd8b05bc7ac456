import { falling, type Random } from './random.ts';

// Sentences that read like the field's, with words from the very common to the very rare: a search needs both.

const ENGLISH = {
  who: 'The ministry|The embassy|A spokesman|The governor|A migration lawyer|The agency|The regional office|A blogger|The foundation|The newspaper|An official|The consulate|A family|The broadcaster|A deputy|The commission'.split(
    '|',
  ),
  says: 'says|reports|denies|confirms|claims|estimates|announced|repeated|expects|promised|wrote|told reporters'.split(
    '|',
  ),
  what: 'applications|visas|residence permits|families|applicants|passports|refusals|interviews|settlers|invitations|certificates|appeals'.split(
    '|',
  ),
  did: 'were approved|were filed|were rejected|are pending|were issued|have been withdrawn|are exempt from the quota|need no language exam|are valid for three months|have moved to the settlement|were counted twice|are free of charge'.split(
    '|',
  ),
  where: 'in|near|outside|across'.split('|'),
  tail: 'according to|citing|as reported by|despite the letter of|after a visit to|quoting|in a reply to'.split(
    '|',
  ),
  things:
    'decree|shared values|immigration quota|list of countries|humanitarian support|entry visa|temporary residence|the American village|state duty|military service|moral ideals|citizenship law|consular fee|simplified procedure|border crossing|land allotment|exam in history|private visa|compatriots programme|waiting list'.split(
      '|',
    ),
};
const RUSSIAN: typeof ENGLISH = {
  who: 'Министерство|Посольство|Представитель ведомства|Губернатор|Миграционный юрист|Агентство|Региональное управление|Блогер|Фонд|Газета|Чиновник|Консульство|Семья переселенцев|Телеканал|Депутат|Комиссия'.split(
    '|',
  ),
  says: 'заявляет|сообщает|отрицает|подтверждает|утверждает|оценивает|объявил|повторил|ожидает|обещал|написал|рассказал журналистам'.split(
    '|',
  ),
  what: 'заявлений|виз|разрешений на проживание|семей|заявителей|паспортов|отказов|собеседований|поселенцев|приглашений|справок|жалоб'.split(
    '|',
  ),
  did: 'одобрено|подано|отклонено|на рассмотрении|выдано|отозвано|вне квоты|без экзамена по русскому языку|действительны три месяца|переехали в посёлок|посчитаны дважды|без пошлины'.split(
    '|',
  ),
  where: 'в районе|под городом|в области|рядом с селом'.split('|'),
  tail: 'по данным|со ссылкой на|как пишет|вопреки письму|после поездки в|цитируя|в ответе на запрос'.split(
    '|',
  ),
  things:
    'указ|общие ценности|иммиграционная квота|перечень стран|гуманитарная поддержка|въездная виза|временное проживание|американская деревня|государственная пошлина|военная служба|духовные идеалы|закон о гражданстве|консульский сбор|упрощённый порядок|пересечение границы|земельный участок|экзамен по истории|частная виза|программа соотечественников|очередь'.split(
      '|',
    ),
};

const SYLLABLES = {
  latin:
    'ba ko vel dar mi sen tor li ga ren os ka ni var tel do ru mos pe lan gri fo hal den sta ber no ri cha wen yor zim'.split(
      ' ',
    ),
  cyrillic:
    'ба ко вель дар ми сен тор ли га рен ос ка ни вар тел до ру мос пе лан гри фо хал ден ста бер но ри ча вен йор зим'.split(
      ' ',
    ),
};
const RARE_WORDS = 6_000;
const rareWord = falling(RARE_WORDS, 0.9);
const commonThing = falling(ENGLISH.things.length, 0.8);

/** The nth made-up word of three syllables, the same in either script; no two of the first 32,768 have the same syllables. */
export function madeUpWord(number: number, script: keyof typeof SYLLABLES): string {
  const parts = SYLLABLES[script];
  const mixed = (number * 20_077 + 4_211) % 32_768;
  return [mixed, mixed >> 5, mixed >> 10].map((part) => parts[part % 32]).join('');
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A sentence of ten to twenty words. */
export function sentence(random: Random, russian: boolean): string {
  const words = russian ? RUSSIAN : ENGLISH;
  const script = russian ? 'cyrillic' : 'latin';
  const place = capital(madeUpWord(rareWord(random), script));
  const other = madeUpWord(rareWord(random), script);
  const thing = words.things[commonThing(random)] ?? '';
  const number = 1 + random.below(random.chance(0.5) ? 100 : 20_000);
  const middle = `${number} ${random.of(words.what)} ${random.of(words.did)} ${random.of(words.where)} ${place}`;
  const link = russian ? ', что' : ' that';
  const end = random.chance(0.6)
    ? `, ${random.of(words.tail)} ${capital(other)}`
    : `, ${russian ? 'тема' : 'on'} ${other}`;
  return `${random.of(words.who)} ${random.of(words.says)}${link} ${middle} (${thing})${end}.`;
}

export function heading(random: Random, russian: boolean): string {
  const words = russian ? RUSSIAN : ENGLISH;
  const script = russian ? 'cyrillic' : 'latin';
  const thing = capital(words.things[commonThing(random)] ?? '');
  return `${thing}: ${random.below(5_000)} ${random.of(words.what)} ${random.of(words.where)} ${capital(madeUpWord(rareWord(random), script))}`;
}
