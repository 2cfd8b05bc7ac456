import { describe, expect, test } from 'vitest';
import { namedOrigins } from '#lib/lineage/named-origins.ts';

const names = (text: string) => namedOrigins(text).map(({ spellings }) => spellings[0]);

describe('whom a text names as its origin', () => {
  test.each([
    ['Указ подписан, сообщает ТАСС.', 'ТАСС'],
    ['Как сообщили «Ведомости», список готов. ТАСС сообщает о том же.', 'ТАСС'],
    ['Об этом пишет РБК со ссылкой на источник.', 'РБК'],
    ['По данным агентства «Интерфакс», заявлений больше 800.', 'Интерфакс'],
    ['Со ссылкой на РИА Новостей.', 'РИА Новости'],
    ['По данным Интерфакса, их 1105.', 'Интерфакс'],
    ['Об этом пишет газета «Северный край».', 'Северный край'],
    ['The decree was signed, according to TASS.', 'TASS'],
    ['It was first reported by Reuters on Monday.', 'Reuters'],
    ['Reuters reported that the list is ready.', 'Reuters'],
    ['According to the Ministry of Internal Affairs, 1,105 applied.', 'Ministry of Internal Affairs'],
  ])('%s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  test.each([
    'The TASS building is in Moscow.',
    'According to Article 5, the visa is single-entry.',
    'According to him, the list was ready in May.',
    'Здание ТАСС стоит в Москве.',
    'Сообщается о новом списке. РБКсообщает',
    'По данным на август, их больше.',
    '',
  ])('nobody in: %s', (text) => {
    expect(namedOrigins(text)).toEqual([]);
  });

  test('each once, in the order of the text, with the sentence that names it first', () => {
    const text =
      'Первое. Указ подписан, сообщает ТАСС. Второе.\nThe list, according to TASS, is ready. Citing Reuters, it goes on.';
    expect(namedOrigins(text)).toEqual([
      { spellings: ['ТАСС', 'TASS'], sentence: 'Указ подписан, сообщает ТАСС.' },
      { spellings: ['Reuters', 'Рейтер'], sentence: 'Citing Reuters, it goes on.' },
    ]);
  });

  test('no more than asked for, and long sentences are cut', () => {
    const text = Array.from({ length: 30 }, (_, n) => `Пишет «Газета ${n}». ${'а'.repeat(10)}`).join('\n');
    expect(namedOrigins(text, 4)).toHaveLength(4);
    expect(namedOrigins(`According to TASS ${'x'.repeat(900)}`)[0]?.sentence).toHaveLength(301);
  });
});
