import { type JudgeElement, policyScopes } from '@sluice/policy-language'
import { boolean, choice, integer, text } from '../../pipeline/attributes.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { element, elements, many, one } from '../../pipeline/element-spec.ts'
import { type ContentRule, checkBody } from './check-body.ts'
import { action, errorsVariable, reportErrors } from './validation-errors.ts'

/** The reference: 4 MB. */
const largestBytes = 4 * 1024 * 1024

const contentType = (help: string) => text(help, { isTrimmed: true }).orExpression()

const judgeSchema: JudgeElement = ({ constantOf, has }) => {
  if (!has('schema-ref')) return []
  if (!has('schema-id'))
    return [{ attribute: 'schema-ref', what: "'schema-ref' needs 'schema-id', the schema it is in" }]
  return constantOf('validate-as')?.trim() === 'json'
    ? []
    : [
        {
          attribute: 'schema-ref',
          what: "'schema-ref' is for JSON schemas; in XML any element of a schema may be the root",
        },
      ]
}

/**
 * Checks the size of a body and whether it fits its schema: the request's in inbound, the response's after it.
 * @see reference: API Management, 3.3
 */
export const validateContent = definePolicy({
  name: 'validate-content',
  summary: 'Checks the size of a body and whether it fits the schema of the API.',
  category: 'Content validation',
  snippet: `<validate-content unspecified-content-type-action="prevent" max-size="102400" size-exceeded-action="prevent" errors-variable-name="bodyErrors">
    <content type="application/json" validate-as="json" action="prevent" />
</validate-content>`,
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'unspecified-content-type-action': action('What happens to bodies of a type that is not listed.'),
    'max-size': integer('Longest body in bytes.', { min: 1, max: largestBytes }).orExpression(),
    'size-exceeded-action': action('What happens to longer bodies; they are not looked at.'),
    'errors-variable-name': errorsVariable,
  },
  content: elements({
    'content-type-map': one(
      'Other names of content types.',
      element({
        attributes: {
          'any-content-type-value': contentType('What every body is taken for.').optional(),
          'missing-content-type-value': contentType('What a body without a Content-Type is taken for.').optional(),
        },
        content: elements({
          type: many(
            'A content type that is taken for another one.',
            element({
              attributes: {
                from: contentType('The content type of the message.').optional(),
                when: boolean('Whether it is taken for the other one.').orExpression().optional(),
                to: contentType('What it is taken for.'),
              },
              rules: [{ rule: 'at-least-one', of: ['from', 'when'] }],
            }),
          ),
        }),
      }),
    ),
    content: many(
      'A content type whose bodies are checked.',
      element({
        attributes: {
          type: contentType('The content type; left out, every type that the operation names.').optional(),
          'validate-as': choice('What the body must be.', ['json', 'xml', 'soap']),
          'schema-id': text('Identifier of a schema of the instance; left out, the schema of the operation.', {
            isTrimmed: true,
          }).optional(),
          'schema-ref': text('Where in a JSON schema the type stands, such as #/components/schemas/address.', {
            isTrimmed: true,
            pattern: { expression: '#?(?:/[^\\s/]+)+', meaning: 'a reference such as #/components/schemas/address' },
          }).optional(),
          action: action('What happens to bodies that do not fit.'),
          'allow-additional-properties': boolean('Whether members that the schema does not name may be there.')
            .orExpression()
            .optional(),
          'case-insensitive-property-names': boolean('Whether letter case of names makes no difference.')
            .orExpression()
            .optional(),
        },
        judge: judgeSchema,
      }),
    ),
  }),
  compile({ children, ...settings }, services, { section }) {
    const { telemetry } = services
    const isOfRequest = section === 'inbound'
    const map = children['content-type-map']
    const variable = settings['errors-variable-name']
    return (context) => {
      const message = isOfRequest ? context.request : context.response
      if (message.body.kind === 'none') return
      const types = {
        any: map?.['any-content-type-value']?.(context),
        missing: map?.['missing-content-type-value']?.(context),
        others: (map?.children.type ?? []).map(({ from, when, to }) => ({
          from: from?.(context),
          when: when?.(context),
          to: to(context),
        })),
      }
      const rules = children.content.map(
        (rule): ContentRule => ({
          type: rule.type?.(context),
          as: rule['validate-as'],
          schemaId: rule['schema-id'],
          schemaRef: rule['schema-ref'],
          action: rule.action(context),
          allowsAdditionalProperties: rule['allow-additional-properties']?.(context),
          ignoresPropertyCase: rule['case-insensitive-property-names']?.(context),
        }),
      )
      const limits = {
        maxBytes: settings['max-size'](context),
        sizeAction: settings['size-exceeded-action'](context),
        unspecifiedAction: settings['unspecified-content-type-action'](context),
      }
      return checkBody(context, { isOfRequest, types, rules, limits }, services).then((errors) =>
        reportErrors(errors, context, { policy: 'validate-content', variable, isOfRequest, telemetry }),
      )
    }
  },
})
