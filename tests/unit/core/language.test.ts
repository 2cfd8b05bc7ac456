import { expect, test } from 'vitest';
import { languageOfLetters } from '#lib/core/language.ts';

test.each([
  ['Виза действует три года.', 'ru'],
  ['Віза діє три роки, її дає МВС.', 'uk'],
  ['Віза дзейнічае тры гады, як сказаў міністр.', 'be'],
  ['Виза важи три године, рекао је њен министар.', 'sr'],
  ['Виза үш жылға беріледі.', 'kk'],
  ['Η βίζα ισχύει τρία χρόνια.', 'el'],
  ['ビザは三年間有効です。', 'ja'],
  ['签证有效期三年。', 'zh'],
  ['비자는 3년간 유효하다.', 'ko'],
  ['التأشيرة صالحة لثلاث سنوات', 'ar'],
  ['ویزا برای سه سال معتبر است پس', 'fa'],
  ['The visa is free.', null],
  ['Das Visum gilt drei Jahre.', null],
  ['The word виза stands on the form.', null],
  ['Ru', null],
  ['Ви', null],
  ['2024: 1 000', null],
  ['', null],
])('%s is in %s', (text, language) => {
  expect(languageOfLetters(text)).toBe(language);
});
