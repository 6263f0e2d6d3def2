import { words } from "../i18n";

export const useWords = words(
  {
    noAnswer: "The server does not answer. Is farshore still running?",
    noSession: "This browser is not signed in. Print a new link with `farshore owner-link` and open it here.",
    failed: "That did not work",
    retry: "Try again",
    copy: "Copy",
    copied: "Copied",
    source: "Source",
    noSource: "From a column of your file, without a sentence around it.",
    unknownLanguage: "Language not known",
  },
  {
    noAnswer: "服务器没有响应。farshore 还在运行吗？",
    noSession: "此浏览器尚未登录。请运行 farshore owner-link 获取新链接并在此打开。",
    failed: "操作没有成功",
    retry: "重试",
    copy: "复制",
    copied: "已复制",
    source: "原文",
    noSource: "来自文件中的一列，没有上下文句子。",
    unknownLanguage: "语言未知",
  },
);
