// What django-prose-editor and our own extensions add to Tiptap.
import "@tiptap/core";

declare module "@tiptap/core" {
  interface MenuProps {
    editor: Editor;
    buttons: MenuButtons;
    menu: MenuRegistry;
  }
  interface NodeConfig<Options, Storage> {
    addMenuItems?: ((props: MenuProps) => void) | null;
  }
  interface MarkConfig<Options, Storage> {
    addMenuItems?: ((props: MenuProps) => void) | null;
  }
  interface ExtensionConfig<Options, Storage> {
    addMenuItems?: ((props: MenuProps) => void) | null;
  }
  interface Commands<ReturnType> {
    link: {
      setLink: (attributes: { href: string }) => ReturnType;
      unsetLink: () => ReturnType;
      addLink: () => ReturnType;
    };
    newsroomFind: {
      openFind: () => ReturnType;
    };
  }
}
