import type { BotCommand, MenuButton } from '@grammyjs/types'

interface CommandList {
  readonly scope: string
  readonly language: string
  readonly commands: readonly BotCommand[]
}

export interface ProfileSnapshot {
  readonly lists: readonly CommandList[]
  readonly menuButtons: Record<string, MenuButton>
}

/** What a bot has said about itself: its command lists and menu buttons. */
export class BotProfile {
  private lists: CommandList[] = []
  private menuButtons: Record<string, MenuButton> = {}

  setCommands(scope: string, language: string, commands: readonly BotCommand[]): void {
    this.lists = this.lists.filter((list) => list.scope !== scope || list.language !== language)
    if (commands.length > 0) this.lists.push({ scope, language, commands })
  }

  commandsExactly(scope: string, language: string): readonly BotCommand[] {
    return this.lists.find((list) => list.scope === scope && list.language === language)?.commands ?? []
  }

  /** The list that this person sees here: the narrowest scope wins, and within it the person's language. */
  commandsFor(chat: { id: number; kind: string }, userId: number, language: string): readonly BotCommand[] {
    const scopes = [
      `chat_member/${chat.id}/${userId}`,
      `chat/${chat.id}`,
      chat.kind === 'private' ? 'all_private_chats' : 'all_group_chats',
      'default',
    ]
    for (const scope of scopes) {
      for (const wanted of [language, '']) {
        const commands = this.commandsExactly(scope, wanted)
        if (commands.length > 0) return commands
      }
    }
    return []
  }

  setMenuButton(chatId: number | undefined, button: MenuButton): void {
    this.menuButtons[chatId ?? 'default'] = button
  }

  menuButton(chatId: number): MenuButton {
    return this.menuButtons[chatId] ?? this.menuButtons['default'] ?? { type: 'commands' }
  }

  snapshot(): ProfileSnapshot {
    return { lists: this.lists, menuButtons: this.menuButtons }
  }

  restore(snapshot: ProfileSnapshot): void {
    this.lists = [...snapshot.lists]
    this.menuButtons = { ...snapshot.menuButtons }
  }
}
