namespace Nop.Core.Domain.Security;

public enum CaptchaType
{
    CheckBoxReCaptchaV2 = 10,
    ReCaptchaV3 = 20,
}
