import { Tabs } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';

const groups = [
  [
    '😀',
    'Faces',
    '😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😛 😜 🤗 🤭 🤔 🤫 🤐 😐 😑 😶 😏 😒 🙄 😬 😌 😔 😪 😴 😷 🤒 🤕 🤢 🥵 🥶 😵 🤯 🥳 😎 🤓 😕 😟 🙁 😮 😲 😳 🥺 😦 😨 😰 😢 😭 😱 😖 😞 😓 😩 😤 😡 😠',
  ],
  [
    '👍',
    'Hands and people',
    '👍 👎 👌 🤝 🙏 👏 🙌 👋 🤚 ✋ 🖐️ 👉 👈 👆 👇 ☝️ ✌️ 🤞 🤟 💪 ✍️ 💅 👀 👂 🧠 👶 👦 👧 👨 👩 👴 👵 🧑‍💻 👨‍🔧 👩‍⚕️ 👮 🤷 🤦 🙋 🙇 💃 🕺 👨‍👩‍👧 🏃 🚶',
  ],
  [
    '❤️',
    'Hearts and signs',
    '❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💕 💯 ✅ ☑️ ❌ ❗ ❓ ⚠️ ⛔ 🔴 🟡 🟢 🔵 ⭐ 🌟 ✨ 🔥 💥 ⚡ 🎉 🎊 🎁 🏆 🥇 ➕ ➖ ➡️ ⬅️ ⬆️ ⬇️ 🔁 🔔 💬 🆕 🆗 🆘',
  ],
  [
    '🛒',
    'Things and places',
    '🛒 🛍️ 📦 🚚 🚗 🚕 🚌 🚲 ✈️ 🚀 🏠 🏢 🏪 🏥 🏨 📍 🗺️ 📅 🕐 ⏰ ⏳ 📞 📱 💻 🖨️ 📷 📄 📎 ✏️ 📌 🔑 🔒 🔧 💡 💰 💳 🧾 💶 🏦 📈 ✉️ 📧 👕 👟 💍 💊 🎓 🎵',
  ],
  [
    '🍎',
    'Food and nature',
    '🍎 🍌 🍓 🍇 🍋 🥑 🥕 🍞 🧀 🥚 🍔 🍟 🍕 🌮 🍣 🍜 🥗 🍰 🎂 🍫 🍦 ☕ 🍵 🍺 🍷 🥂 🌞 🌧️ ❄️ 🌈 🌊 🌱 🌳 🌹 🌷 🌻 🐶 🐱 🐭 🐻 🐼 🐦 🐟 🐝 🦋',
  ],
] as const;

/** Those used last, kept in this browser. */
const keptRecent = 16;

/** Emoji by groups, those used last in front. */
export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const [recent, setRecent] = useLocalStorage<readonly string[]>({ key: 'parley.emoji', defaultValue: [] });
  const pick = (sign: string): void => {
    setRecent([sign, ...recent.filter((known) => known !== sign)].slice(0, keptRecent));
    onPick(sign);
  };
  return (
    <>
      {recent.length > 0 && <Signs label="Used last" signs={recent} onPick={pick} />}
      <Tabs defaultValue={groups[0][1]} keepMounted={false}>
        <Tabs.List grow>
          {groups.map(([sign, label]) => (
            <Tabs.Tab key={label} value={label} aria-label={label} p={6}>
              {sign}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {groups.map(([, label, signs]) => (
          <Tabs.Panel key={label} value={label}>
            <Signs label={label} signs={signs.split(' ')} onPick={pick} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function Signs(props: { label: string; signs: readonly string[]; onPick: (sign: string) => void }) {
  return (
    <fieldset className="emoji-signs" aria-label={props.label}>
      {props.signs.map((sign) => (
        <button key={sign} type="button" className="emoji-sign" aria-label={sign} onClick={() => props.onPick(sign)}>
          {sign}
        </button>
      ))}
    </fieldset>
  );
}
