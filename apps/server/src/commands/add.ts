import { addOns } from '@sluice/contracts/add-ons'
import { AppError } from '@sluice/contracts/errors'
import type { CommandDeclaration } from './command-context.ts'

export const add: CommandDeclaration = {
  summary: 'add what is too large to be part of every installation, such as the runtime for ONNX models',
  define: (command, run) => {
    const list = Object.entries(addOns).map(([name, { summary }]) => `  ${name}  ${summary}`)
    command
      .argument('<name>', 'what to add')
      .addHelpText(
        'after',
        `\nWhat can be added:\n${list.join('\n')}\n\nIt is fetched by npm; no script of a package is run.`,
      )
    run(async (context, _options, [name = '']) => {
      if (!isAddOn(name)) {
        const rule = `must be one of ${Object.keys(addOns).join(', ')}`
        throw new AppError('OptionInvalid', { option: 'name', value: `'${name}'`, rule })
      }
      const [{ installAddOn }, { projectFolder }] = await Promise.all([
        import('../add-ons/install-add-on.ts'),
        import('../project-folder.ts'),
      ])
      const { package: wanted, version } = addOns[name]
      context.note(`Adding ${wanted} ${version} …`)
      const { folder, wasThere } = await installAddOn(name, projectFolder)
      context.print(`${wanted} ${version} ${wasThere ? 'is already' : 'is now'} in ${folder}.`)
      return 0
    })
  },
}

const isAddOn = (name: string): name is keyof typeof addOns => Object.hasOwn(addOns, name)
