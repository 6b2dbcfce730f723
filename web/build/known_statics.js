/** An ESLint rule: `AbortSignal.timeout` and its like, which eslint-plugin-compat does not look at. */
import { DATA, unknownTo } from './known.js';

/** @type {import('eslint').Rule.RuleModule} */
export const knownStatics = {
  create: (context) => ({
    MemberExpression(node) {
      const { object, property, computed } = node;
      if (computed || object.type !== 'Identifier' || property.type !== 'Identifier') return;
      const of = DATA.api[object.name] ?? DATA.javascript.builtins[object.name];
      const browsers = unknownTo(of?.[`${property.name}_static`] ?? of?.[property.name]);
      if (browsers.length > 0)
        context.report({
          node,
          message: `${browsers.join(', ')}: no ${object.name}.${property.name}`,
        });
    },
  }),
};
