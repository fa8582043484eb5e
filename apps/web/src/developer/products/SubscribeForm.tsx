import { useMemo } from 'react'
import * as z from 'zod'
import { CheckboxField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { translate, useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import type { Product } from '../catalogue/catalogue.ts'
import { focusTitle } from '../focus-title.ts'
import { type Subscription, toSubscriptionPath } from '../subscriptions/own-subscriptions.ts'
import { useDeveloperChange } from '../use-developer-change.ts'
import { usePortal } from '../use-portal.ts'
import styles from './ProductPage.module.css'
import { productsWords } from './products-words.ts'

/** A new subscription to a product, with its terms agreed to. */
export function SubscribeForm({ product, userId }: { readonly product: Product; readonly userId: string }) {
  const words = useWords(productsWords)
  const messages = useMessages()
  const { service } = usePortal()
  const change = useDeveloperChange<Subscription>(service)
  const { displayName, terms } = product.properties
  const hasTerms = terms != null && terms !== ''
  const schema = useMemo(
    () =>
      z.object({
        displayName: z
          .string()
          .trim()
          .min(1, { error: () => translate(productsWords, 'nameNeeded') })
          .max(100),
        consent: z.boolean().refine((given) => given || !hasTerms, {
          error: () => translate(productsWords, 'termsNeeded'),
        }),
      }),
    [hasTerms],
  )
  const saved = useMemo(() => ({ displayName, consent: false }), [displayName])
  return (
    <ResourceForm
      schema={schema}
      saved={saved}
      isNew
      submitLabel={words('subscribe')}
      onSave={async ({ displayName: name, consent }) => {
        const made = await change.mutateAsync({
          path: toSubscriptionPath(userId, crypto.randomUUID()),
          method: 'PUT',
          query: { notify: true },
          properties: { scope: `/products/${product.name}`, displayName: name.trim(), consent },
        })
        messages.done(words(made.properties.state === 'submitted' ? 'subscribedWaiting' : 'subscribed'))
      }}
      // The form has made room for the subscription by then.
      onSaved={focusTitle}
    >
      {({ control }) => (
        <>
          <TextField control={control} name="displayName" label={words('name')} hint={words('nameHint')} isRequired />
          {hasTerms && (
            <div>
              <h3>{words('terms')}</h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <section className={styles.terms} tabIndex={0} aria-label={words('terms')}>
                {terms}
              </section>
              <CheckboxField
                control={control}
                name="consent"
                label={words('termsAccept', { product: displayName })}
                isRequired
              />
            </div>
          )}
        </>
      )}
    </ResourceForm>
  )
}
