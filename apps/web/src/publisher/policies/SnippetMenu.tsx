import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { policyCategories } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { categoryWord } from './category-word.ts'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import type { PolicyCatalogue, Section } from './policy-shapes.ts'

/** The policies by category; the chosen one is written with its snippet. */
export function SnippetMenu({
  catalogue,
  section,
  label,
  onChoose,
}: {
  readonly catalogue: PolicyCatalogue
  /** Only what this section may hold. */
  readonly section?: Section | 'any' | undefined
  readonly label?: string
  readonly onChoose: (name: string, snippet: string) => void
}) {
  const words = useWords(policiesWords)
  const usable = [...catalogue.byName.values()].filter(
    ({ sections }) => section === undefined || section === 'any' || sections.includes(section),
  )
  const categories = policyCategories
    .map((category) => ({ category, policies: usable.filter((policy) => policy.category === category) }))
    .filter(({ policies }) => policies.length > 0)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" icon={<AddRegular />} aria-label={label}>
          {words(section === undefined ? 'insertSnippet' : 'addPolicy')}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {categories.map(({ category, policies }) => (
            <Menu key={category}>
              <MenuTrigger disableButtonEnhancement>
                <MenuItem>{words(categoryWord(category))}</MenuItem>
              </MenuTrigger>
              <MenuPopover className={styles.snippets}>
                <MenuList>
                  {policies.map(({ name, summary, snippet }) => (
                    <MenuItem
                      key={name}
                      translate="no"
                      subText={{ children: summary }}
                      onClick={() => onChoose(name, snippet)}
                    >
                      {name}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
