/** Digits as the page writes them: Latin, or Arabic-Indic where `data-digits="arab"` stands. */
const ARABIC_ZERO = 0x660;

export function digitsLike(text: string): string {
  if (document.documentElement.dataset["digits"] !== "arab") return text;
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(ARABIC_ZERO + Number(digit)));
}
