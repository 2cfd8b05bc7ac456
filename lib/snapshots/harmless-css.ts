import { type CssNode, generate, ident, parse, walk } from 'css-tree';

/** More style than this is left out. */
const MOST_CSS = 1_000_000;

const AT_RULES = new Set(['media', 'supports', 'layer', 'container', 'keyframes', '-webkit-keyframes']);

/** What computes a value and can fetch nothing. Whatever names an address (url, src, image-set, …) is not among them. */
const FUNCTIONS = new Set(
  `var env calc min max clamp abs sign round mod rem sin cos tan hypot sqrt pow
  rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
  -webkit-linear-gradient -webkit-radial-gradient -webkit-gradient from to color-stop
  translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d rotate rotatex rotatey rotatez rotate3d
  skew skewx skewy matrix matrix3d perspective
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  circle ellipse inset polygon rect xywh path
  minmax repeat fit-content cubic-bezier steps linear counter counters format tech`.split(/\s+/),
);

/**
 * A style sheet without anything that fetches, runs or leaves its place: no address, no import, no font, no unknown function,
 * nothing fixed over the page. What a parser of CSS cannot read goes too. Safe inside a style element.
 */
export function harmlessSheet(css: string): string {
  return harmless(css.slice(0, MOST_CSS), 'stylesheet');
}

/** Names, numbers and colours; no function, string, escape or comment. */
const PLAIN_DECLARATIONS = /^[\w\s:;#.,%!-]*$/;

/** The same for the value of a style attribute. */
export function harmlessDeclarations(css: string): string {
  if (PLAIN_DECLARATIONS.test(css) && !/position|behavior|binding/i.test(css)) return css;
  return harmless(css.slice(0, MOST_CSS), 'declarationList');
}

function harmless(css: string, context: 'stylesheet' | 'declarationList'): string {
  const tree = parse(css, { context, parseCustomProperty: true, onParseError: () => undefined });
  const harmful = new Set<CssNode>();
  walk(tree, function (node) {
    if (!isHarmful(node)) return;
    const whole = WHOLE.has(node.type);
    const around = this.declaration ?? (this.atrulePrelude ? this.atrule : this.rule);
    harmful.add(whole ? node : (around ?? node));
  });
  walk(tree, (_node, item, list) => {
    if (list && harmful.has(item.data)) list.remove(item);
  });
  // Nothing in it ends the style element, or opens a comment of HTML.
  return generate(tree).replace(/<(?=[/!])/g, '<\\');
}

/** These go by themselves; of anything else all that it stands in goes. */
const WHOLE: ReadonlySet<string> = new Set(['Declaration', 'Atrule', 'Comment', 'CDO', 'CDC']);

/** Whether it was not understood, is an address, or is a rule or a function that is not known to be harmless. */
function isHarmful(node: CssNode): boolean {
  switch (node.type) {
    case 'Raw':
    case 'Url':
    case 'Comment':
    case 'CDO':
    case 'CDC':
      return true;
    case 'Atrule':
      return !AT_RULES.has(plain(node.name)) || node.block === null;
    case 'Function':
      return !FUNCTIONS.has(plain(node.name));
    case 'Declaration':
      return isBinding(plain(node.property)) || (plain(node.property) === 'position' && isFixed(node.value));
    default:
      return false;
  }
}

function plain(name: string): string {
  return (name.includes('\\') ? ident.decode(name) : name).toLowerCase();
}

function isBinding(property: string): boolean {
  return property === 'behavior' || property === '-ms-behavior' || property === '-moz-binding';
}

/** A banner that hangs over the page hides it for good where no script takes it away. */
function isFixed(value: CssNode): boolean {
  return /fixed|sticky|var/.test(plain(generate(value)));
}
